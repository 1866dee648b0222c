"""What the YAML parsers complain about, in words for the author of a file.

Both parsers of PyYAML are covered: libyaml, and the one in Python, which words things differently.
The sentences are the last resort, for what `causes` finds no cause for.
"""

import re

QUOTES = "put the text in quotation marks, or write “|” and the text on new lines below"
_SENTENCES = tuple(
    (re.compile(pattern), sentence)
    for pattern, sentence in (
        (
            "cannot start any token",
            f"YAML reserves this character for its own use; {QUOTES}",
        ),
        (
            "could not find expected ':'",
            (
                "this line should be “key: value”, but it has no colon followed by a space; "
                "add one, or indent the line more if it continues the text above"
            ),
        ),
        (
            "mapping values are not allowed|found unexpected ':'",
            (
                "YAML takes the text before this colon for a key, and there can be no key here; "
                f"if it is text, {QUOTES}; if it is a key, look for a mistake in the line above"
            ),
        ),
        (
            "mapping keys are not allowed",
            f"YAML takes “?” at the start of a text for the start of a key; {QUOTES}",
        ),
        (
            "(block )?sequence entries are not allowed",
            f"YAML takes “- ” for a list item, and no list can start here; {QUOTES}",
        ),
        (
            "expected '-' indicator|expected <block end>(?s:.*)collection|block collection",
            (
                "a list item (a line that starts with “- ”) is expected here; "
                "check how far this line is indented, compared with the lines above"
            ),
        ),
        (
            "expected key|expected <block end>|block mapping",
            (
                "a line “key: value” is expected here; check how far it is indented, and whether "
                "the text above is closed or has to be put in quotation marks"
            ),
        ),
        (
            r"',' or '\]'",
            "a comma or “]” is missing before this place, in the list opened by “[”",
        ),
        (
            r"',' or '\}'",
            "a comma or “}” is missing before this place, in the mapping opened by “{”",
        ),
        (
            "unknown escape character|escape sequence|hexdecimal|hexadecimal|character escape code",
            (
                "in double quotation marks, “\\” starts the code of a character, and this "
                "code does not exist; use single quotation marks instead, or write “\\\\”"
            ),
        ),
        (
            "found unexpected end of stream|document (indicator|separator)|while scanning a quoted",
            "a quotation mark is opened here, never closed; close it where the text ends",
        ),
        (
            "scanning an (anchor|alias)",
            f"YAML takes “&” and “*” at the start of a text for a reference; {QUOTES}",
        ),
        (
            "directive|version number|incompatible YAML",
            (
                "YAML takes a line that starts with “%” for an instruction to itself; "
                "remove it, or indent it if it continues the text above"
            ),
        ),
        (
            (
                "while (scanning|parsing) a tag|tag handle|tag URI|expected the? '>'|URI"
                "|UTF-8 octet|expected '!'"
            ),
            f"YAML takes “!” at the start of a text for a type (tag); {QUOTES}",
        ),
        (
            "indentation indicator|tab character where an indentation space|block scalar|chomping",
            (
                "nothing may follow “|” or “>” in its line; write the text on new lines "
                "below, indented with spaces"
            ),
        ),
        (
            "tab character",
            "there is a tab at the start of this line, where YAML allows only spaces; replace it",
        ),
        (
            "document start",
            (
                "a line “...” or “---” ends the file's content, and more follows; remove it, or "
                "indent it if it is part of a text"
            ),
        ),
        (
            "node content",
            (
                "a value is missing before this place; write it, or remove what is here; if this "
                "is part of a text, put the whole text in quotation marks"
            ),
        ),
        (
            "control characters|special characters|Unicode|octet",
            "this character is not allowed in YAML; remove it",
        ),
    )
)
OTHERWISE = "YAML cannot make sense of this place; compare it with the lines above it"


def in_words(problem: str, context: str = "") -> str:
    """The sentence for a parser's problem and its context, both as the parser words them."""
    complaint = f"{problem} {context}"
    found = (sentence for pattern, sentence in _SENTENCES if pattern.search(complaint))
    return next(found, OTHERWISE)
