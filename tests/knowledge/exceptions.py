"""Figures and names that no fact of a shown source has, and why they are right all the same."""

# An entry that only lists what the calendar has; each town and day has its sources there.
OVERVIEWS = {"journey-overview"}

# Entry id, or "milestone" and its id → the figure or name → the reason.
EXCEPTIONS: dict[str, dict[str, str]] = {
    "height-and-speed": {"the measure 29000 km": "8 km a second, for an hour"},
    "flight-to-station": {"the name US": "the coast whose time it is, Eastern Standard Time"},
    "when-returned": {"the number 4": "days, a little less: from 7 to 11 November"},
    "milestone atlanta-torch-launch": {"the number 4": "years from 1996 to 2000"},
    "milestone blagoveshchensk": {
        "the date 7 October": "the first day of the relay, from which its days are counted",
        "the number 1": "the first day",
        "the number 44": "the day of the relay, counted from the first",
    },
    "milestone cherkessk": {"the name Dagestan": "the other stage of the same day"},
    "milestone december-spacewalk": {"the number 7": "weeks, not quite, since 9 November 2013"},
    "milestone divnogorsk": {"the number 7": "weeks since 7 October 2013"},
    "milestone dress-rehearsal": {"the date 7 October": "the day on which M24 wrote it"},
    "milestone flame-lands-in-moscow": {"the number 4": "months before the opening ceremony"},
    "milestone flame-reaches-sochi": {"the number 4": "months since 7 October 2013"},
    "milestone lipetsk": {
        "the date 7 October": "the first day of the relay, from which its days are counted",
        "the name Orel": "the stage of the next day",
        "the number 1": "the first day",
        "the number 99": "the day before the hundredth",
    },
    "milestone murmansk": {"the name Pole": "where the icebreaker was, told on its own days"},
    "milestone omsk": {"the number 9": "weeks since 7 October 2013"},
    "milestone orel": {"the number 24": "days until 7 February 2014"},
    "milestone opening-ceremony": {"the number 16": "days until 23 February 2014"},
    "milestone penza": {"the number 5": "days until 15 January 2014"},
    "milestone polar-lamp": {"the name Tula": "the stage of the same day"},
    "milestone saransk": {
        "the name Nizhny": "the stage of the day before",
        "the name Novgorod": "the stage of the day before",
    },
    "milestone tobolsk": {"the number 6": "151 torchbearers for 25"},
    "milestone tolyatti": {"the number 12": "days from the programme's date to the stage"},
    "milestone tomsk": {"the name Siberia": "where Tomsk lies"},
    "milestone ufa-second-day": {"the number 20": "the first of the two days in Ufa"},
}
