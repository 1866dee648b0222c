"""The names of months, parts of months, holidays and days near today."""

# In English and Russian, and as far as they differ in German.
MONTH_NUMBERS = {
    name: number
    for number, names in enumerate(
        (
            "january jan января январь", "february feb февраля февраль", "march mar марта март",
            "april apr апреля апрель", "may mai мая май", "june jun juni июня июнь",
            "july jul juli июля июль",
            "august aug августа август", "september sept sep сентября сентябрь",
            "october oct okt октября октябрь", "november nov ноября ноябрь",
            "december dec dez декабря декабрь",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
VERBS = frozenset({"may", "march", "mar"})  # count as months only if they can be nothing else

# Part of a month → its first day, and its length in days
MONTH_PARTS = {
    "first": (1, 7), "1st": (1, 7), "second": (8, 7), "2nd": (8, 7), "third": (15, 7),
    "3rd": (15, 7), "fourth": (22, 7), "4th": (22, 7), "start": (1, 7), "beginning": (1, 7),
    "early": (1, 10), "mid": (11, 10), "middle": (11, 10),
}  # fmt: skip
# Part at the end of a month → its length in days
LAST_MONTH_PARTS = {"last": 7, "final": 7, "end": 7, "late": 10}

# Regular expression → month and day
HOLIDAY_DAYS = {
    r"(?:orthodox|russian) christmas": (1, 7),
    r"(?:old|orthodox) new year": (1, 14),
    r"(?:christmas|xmas) eve": (12, 24),
    r"(?:christmas|xmas)(?: day)?": (12, 25),
    r"new year'?s eve|nye": (12, 31),
    r"new year'?s(?: day)?|new year": (1, 1),
    r"boxing day": (12, 26),
    r"halloween": (10, 31),
    r"epiphany": (1, 19),
    r"valentine'?s(?: day)?": (2, 14),
}
# Every holiday has one of these words.
HOLIDAY_WORDS = (
    "christmas", "xmas", "new year", "nye", "boxing day", "halloween", "epiphany", "valentine",
)  # fmt: skip
# How many days ahead of today; a phrase stands before the words that it contains.
RELATIVE_DAYS = {
    "day after tomorrow": 2, "day before yesterday": -2,
    "today": 0, "this day": 0, "tomorrow": 1, "yesterday": -1,
}  # fmt: skip
