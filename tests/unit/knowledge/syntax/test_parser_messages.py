"""All that the two parsers complain of is put in words; their own words never reach anybody."""

import inspect
import re

import pytest
from yaml import parser, scanner

from bot.knowledge.syntax.parser_messages import OTHERWISE, in_words

# What libyaml, the parser in C, says where; it cannot be asked.
LIBYAML = [
    ("found character that cannot start any token", "while scanning for the next token"),
    ("could not find expected ':'", "while scanning a simple key"),
    ("block sequence entries are not allowed in this context", ""),
    ("mapping keys are not allowed in this context", ""),
    ("mapping values are not allowed in this context", ""),
    ("could not find expected directive name", "while scanning a directive"),
    ("found unexpected non-alphabetical character", "while scanning a directive"),
    ("found unknown directive name", "while scanning a directive"),
    ("did not find expected comment or line break", "while scanning a directive"),
    ("found extremely long version number", "while scanning a %YAML directive"),
    ("did not find expected digit or '.' character", "while scanning a %YAML directive"),
    ("did not find expected whitespace", "while scanning a %TAG directive"),
    ("did not find expected alphabetic or numeric character", "while scanning an anchor"),
    ("did not find expected alphabetic or numeric character", "while scanning an alias"),
    ("did not find the expected '>'", "while scanning a tag"),
    ("did not find expected whitespace or line break", "while scanning a tag"),
    ("did not find expected '!'", "while parsing a tag"),
    ("did not find expected tag URI", "while parsing a tag"),
    ("did not find URI escaped octet", "while parsing a tag"),
    ("found an incorrect leading UTF-8 octet", "while parsing a tag"),
    ("found an indentation indicator equal to 0", "while scanning a block scalar"),
    ("did not find expected comment or line break", "while scanning a block scalar"),
    (
        "found a tab character where an indentation space is expected",
        "while scanning a block scalar",
    ),
    ("found unexpected document indicator", "while scanning a quoted scalar"),
    ("found unexpected end of stream", "while scanning a quoted scalar"),
    ("found unknown escape character", "while parsing a quoted scalar"),
    ("did not find expected hexdecimal number", "while parsing a quoted scalar"),
    ("found invalid Unicode character escape code", "while parsing a quoted scalar"),
    ("found a tab character that violates indentation", "while scanning a plain scalar"),
    ("found unexpected ':'", "while scanning a plain scalar"),
    ("did not find expected <document start>", ""),
    ("found duplicate %YAML directive", ""),
    ("found incompatible YAML document", ""),
    ("found duplicate %TAG directive", ""),
    ("found undefined tag handle", "while parsing a node"),
    ("did not find expected node content", "while parsing a block node"),
    ("did not find expected node content", "while parsing a flow node"),
    ("did not find expected '-' indicator", "while parsing a block collection"),
    ("did not find expected key", "while parsing a block mapping"),
    ("did not find expected ',' or ']'", "while parsing a flow sequence"),
    ("did not find expected ',' or '}'", "while parsing a flow mapping"),
    ("invalid leading UTF-8 octet", ""),
    ("control characters are not allowed", ""),
]
_RAISED = re.compile(
    r'Error\((?:None|"(?P<context>[^"]*)"[^,]*),\s*(?:None|[^,]+),\s*"(?P<problem>[^"]+)"'
)


def _in_python() -> set[tuple[str, str]]:
    """What the parser in Python says, and where, as its source has it."""
    source = "".join(inspect.getsource(module) for module in (scanner, parser))
    code = re.sub(r"(?m)^\s*#.*\n", "", source)
    raised = (match.group("problem", "context") for match in _RAISED.finditer(code))
    named = {"scanning an %s": "anchor", "scanning a %s": "tag", "parsing a %s": "tag"}
    return {
        (problem, (context or "").replace("%s", named.get((context or "")[6:], "block")))
        for problem, context in raised
    }


PURE = sorted(_in_python())
JARGON = re.compile(
    r"\b(tokens?|scalars?|flow|block|stream|indicator|node|directive|parsing|scanning|octet"
    r"|did not find|could not find|not allowed in this context|escape)\b|<"
)


def test_the_source_tells_what_the_parser_in_python_says():
    assert ("could not find expected ':'", "while scanning a simple key") in PURE
    assert len(PURE) > 25


@pytest.mark.parametrize(("problem", "context"), [*LIBYAML, *PURE])
def test_there_are_words_for_each_complaint(problem: str, context: str):
    sentence = in_words(problem, context)

    assert sentence != OTHERWISE
    assert not JARGON.search(sentence)


def test_there_are_words_for_a_complaint_that_nobody_knows_yet():
    assert in_words("found a flux capacitor", "while travelling") == OTHERWISE
