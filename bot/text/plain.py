"""Plain text: no markup, for pipes and files."""

from bot.text.discord_markdown import rewrite


class PlainMarkup:
    """Text without any markup; a link shows its address."""

    def bold(self, text: str) -> str:
        return text

    def italic(self, text: str) -> str:
        return text

    def code(self, text: str) -> str:
        return text

    def link(self, title: str, url: str) -> str:
        return f"{title} <{url}>"

    def heading(self, text: str) -> str:
        return text

    def small(self, text: str) -> str:
        return f"  — {text}"

    def body(self, markdown: str) -> str:
        return rewrite(markdown, self)


PLAIN = PlainMarkup()
