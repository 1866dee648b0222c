"""If sources contradict each other, the knowledge says what was decided."""

import re

import pytest

from tests.knowledge.material import TEXTS

# (the discrepancy, the entry or milestone, a pattern it must match, a pattern it must not match)
DECIDED = [
    (
        "launch-local-time",
        "when-launched",
        r"7 November 2013 at 04:14 UTC.*Baikonur it was 10:14 a\.m\..*8:14 a\.m\. .*in Moscow",
        r"8:14 a\.m\.,? local",
    ),
    (
        "launch-local-time",
        "milestone launch",
        r"04:14 UTC, which was 8:14 a\.m\. (?:in|by) Moscow",
        r"8:14 a\.m\.,? local",
    ),
    (
        "four-hours-outside",
        "time-outside",
        r'about an hour.*5 hours and 50 minutes.*"four hours".*forecast',
        r"was (?:outside|out) for (?:about )?four hours",
    ),
    (
        "four-hours-outside",
        "milestone spacewalk",
        r"about an hour",
        r"four hours",
    ),
    (
        "four-hours-outside",
        "milestone spacewalk-ends",
        r"5 hours and 50 minutes",
        r"four hours",
    ),
    (
        "wakata-commander",
        "wakata-commander",
        r"9 March 2014.*first commander from Japan.*flight engineer",
        r"took command (?:of the station )?(?:on|in) (?:\d+ )?November",
    ),
    (
        "wakata-commander",
        "milestone wakata-commander",
        r"first (?:Japanese commander|from Japan).*flight engineer",
        r"November",
    ),
    (
        "elbrus-still-to-come",
        "elbrus-climb",
        r"in late October 2013.*the 25th by .*AP and AFP.*the 22nd by RT.*1 February 2014.*5,642 m",
        r"5,652|still to come",
    ),
    (
        "elbrus-still-to-come",
        "milestone elbrus",
        r"5,642 m.*1 February 2014.*25 October.*the 22nd",
        r"5,652",
    ),
    (
        "elbrus-still-to-come",
        "milestone elbrus-revealed",
        r"late October 2013",
        r"still to come",
    ),
    (
        "third-not-first",
        "first-in-space",
        (
            r"third Olympic torch in space.*first on a spacewalk.*Atlanta 1996 had flown on "
            r"the shuttle Columbia and one for Sydney 2000 on the shuttle Atlantis"
        ),
        r"^Yes",
    ),
    (
        "third-not-first",
        "atlanta-torch-flight",
        r"Columbia",
        r"Atlantis",
    ),
    (
        "third-not-first",
        "sydney-torch-flight",
        r"Atlantis",
        r"Columbia",
    ),
    (
        "third-not-first",
        "milestone launch",
        r"Two Olympic torches had been in space before",
        r"the first Olympic torch",
    ),
    (
        "torch-or-flame",
        "did-flame-go",
        r"^No\. Only an unlit torch went to space; the Olympic flame stayed on Earth",
        r"^Yes",
    ),
    (
        "torch-or-flame",
        "milestone launch",
        r"unlit.*the flame itself never left Earth",
        r"flame (?:lifted|took) off",
    ),
    (
        "which-torch-lit-cauldron",
        "space-torch-and-cauldron",
        r"^According to the organisers.*rests on the organisers alone",
        r"certain",
    ),
    (
        "which-torch-lit-cauldron",
        "space-torch-today",
        r"organisers say that the Sochi cauldron was later lit with it",
        r"in the museum",
    ),
    (
        "which-torch-lit-cauldron",
        "milestone cauldron-lit",
        r"According to the organisers",
        r"^$",
    ),
    (
        "who-got-the-torch",
        "who-received-torch",
        r"^Fyodor Yurchikhin,.* was given the torch.*Tyurin floated in.*did get it, but later",
        r"^It went to Oleg Kotov",
    ),
    (
        "who-got-the-torch",
        "milestone hatches-open",
        r"Tyurin floated in with the torch and gave it to Fyodor Yurchikhin",
        r"to (?:Oleg )?Kotov",
    ),
    (
        "part-of-the-relay",
        "official-stage",
        r'symbolic stage.*no part of the 123 days.*"Special stage" or "side trip"',
        r"\b(?:stage|day) \d",
    ),
    (
        "why-unlit",
        "why-unlit",
        r"^The torch was not lit because open flames are banned.*space has none.*fuel canister",
        r"^[^.]*precious",
    ),
    (
        "distance",
        "route-length",
        r"about 65,000 km long, or some 40,400 miles.*56,000 km.*2,615 km",
        r"8,000 miles|65,000 miles",
    ),
    (
        "distance",
        "run-distance",
        r"2,615 km.*about 65,000 km",
        r"56,000",
    ),
    (
        "number-of-days",
        "how-many-days",
        r"123 days, from 7 October 2013 in Moscow to 7 February 2014.*124",
        r"\b12[012] days",
    ),
    (
        "torchbearers-number",
        "how-many-torchbearers",
        r"^About 14,000",
        r"^About 15,000",
    ),
    (
        "torchbearers-number",
        "torch-factory",
        r"16,000",
        r"15,000",
    ),
    (
        "north-pole-date",
        "north-pole",
        r"19 October 2013.*the 19th at 12:37.*19 to 20 October",
        r"on 20 October",
    ),
    (
        "north-pole-date",
        "milestone north-pole-bowl",
        r"night of 19–20 October",
        r"^$",
    ),
    (
        "north-pole-date",
        "pole-torchbearers",
        r"night of 19 to 20 October 2013",
        r"^$",
    ),
    (
        "baikal-bottom",
        "baikal-dive",
        r"13 metres under water in Lake Baikal, near Listvyanka.*shallow water",
        r"15 m|to the bottom",
    ),
    (
        "baikal-bottom",
        "milestone baikal-dive",
        r"Near Listvyanka, 13 metres down",
        r"bottom",
    ),
    (
        "name-spellings",
        "name-spelling",
        r"NASA writes Ryazanskiy.*I follow NASA",
        r"^$",
    ),
    (
        "kremlin-incident",
        "kremlin-mishap",
        r"On 6 October 2013.*official start was still to come.*valve.*draught",
        r"7 October",
    ),
    (
        "kremlin-incident",
        "milestone kremlin-mishap",
        r"A day before the official start.*valve.*draught",
        r"7 October",
    ),
    (
        "flameout-count",
        "how-often-out",
        r"^Dozens of times.*six days.*eight failures.*early November 2013.*Latynina.* 44",
        r"^\D*44",
    ),
    (
        "seed-tense-and-date",
        "cnn-gallery",
        r"14 November 2013.*three days after the landing.*is 7 November",
        r"means 14",
    ),
    (
        "seed-tense-and-date",
        "when-returned",
        r"came back to Earth on Monday 11 November 2013",
        r"scheduled",
    ),
    (
        "longest-relay",
        "relay-record",
        r"longest of any Winter Games.*Beijing 2008 with 137,000 km.*Athens 2004 with 86,000",
        r"^Yes",
    ),
]

# (the discrepancy, a pattern that must not occur, the texts that may mention it)
NEVER = [
    (
        "launch-local-time",
        r"8:14 a\.m\.(?! (?:(?:was|in|by) (?:the hour in )?Moscow|was Moscow time))",
        set[str](),
    ),
    ("four-hours-outside", r"[Ff]our hours", {"time-outside", "cnn-gallery", "when-launched"}),
    ("wakata-commander", r"(?<!makes )Wakata,? (?:the )?(?:station )?commander", set()),
    ("eblrus-spelling", r"Eblrus", {"elbrus-climb"}),
    ("everest-slip", r"Everest", set()),
    ("third-not-first", r"first Olympic torch in space", {"atlanta-torch-flight"}),
    (
        "torch-or-flame",
        r"[Ff]lame (?:went|flew|was taken|travelled) (?:in)?to (?:space|orbit)",
        set(),
    ),
    ("which-torch-lit-cauldron", r"cauldron was lit with the (?:space )?torch", set()),
    ("part-of-the-relay", r"official stage", set()),
    ("number-of-days", r"\b12[0-2] days|\bday 12[34]", {"how-many-days"}),
    ("torchbearers-number", r"15,000", {"how-many-torchbearers"}),
    ("baikal-bottom", r"bottom of (?:Lake |the )?(?:Baikal|lake)", {"baikal-dive"}),
    ("name-spellings", r"(?<!Mikhail )Ryazansky", {"name-spelling"}),
    (
        "name-spellings",
        r"Tretyak|Isinbaeva|Kaptorenko|Kapralos|\bTjurin|Tyruin|Kutov",
        {"name-spelling"},
    ),
    ("name-spellings", r"Yannis|Giannis", {"first-torchbearer"}),
    (
        "flameout-count",
        r"(?<!:)\b44\b",
        {"how-often-out", "torch-size", "milestone blagoveshchensk"},
    ),
    ("seed-tense-and-date", r"\b(?:is|are) scheduled|\bwill\b|\btomorrow\b", set()),
    ("longest-relay", r"longest (?:Olympic )?(?:torch )?relay(?! (?:held )?within)", set()),
    ("eva-number", r"17[48]th", set()),
    ("lighting-date", r"13 September", set()),
]


def plain(name: str) -> str:
    """Returns the text of an entry or milestone as one line without markup."""
    return " ".join(TEXTS[name].replace("*", "").split())


@pytest.mark.parametrize(("discrepancy", "name", "must", "must_not"), DECIDED)
def test_a_discrepancy_is_resolved_as_decided(
    discrepancy: str, name: str, must: str, must_not: str
):
    assert re.search(must, plain(name)), discrepancy
    assert not re.search(must_not, plain(name)), discrepancy


@pytest.mark.parametrize(("discrepancy", "pattern", "on_purpose"), NEVER)
def test_a_known_error_occurs_nowhere(discrepancy: str, pattern: str, on_purpose: set[str]):
    assert {name for name in TEXTS if re.search(pattern, plain(name))} <= on_purpose, discrepancy
