"""/faq: the commands of those who run the bot, and of named servers' managers."""

from collections.abc import Collection, Sequence

import discord
from discord import app_commands

from bot.gateway.errors import RefusalError
from bot.gateway.render import plain
from bot.knowledge.diff import Changes, Difference
from bot.knowledge.model import Finding, Severity
from bot.service.daily_posts import DailyPosts
from bot.service.snapshot import LiveKnowledge, Refused, Reloaded
from bot.text.markup import MESSAGE_LIMIT

_SHOWN_IDS = 10  # of each kind of change


@app_commands.default_permissions(manage_guild=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
@app_commands.allowed_installs(guilds=True, users=False)
class FaqCommands(app_commands.Group, name="faq", description="Look after the knowledge"):
    """`/faq reload` and `/faq check`."""

    def __init__(
        self, curator: LiveKnowledge, daily_posts: DailyPosts, guilds: Collection[int]
    ) -> None:
        super().__init__()
        self._live_knowledge = curator
        self._daily_posts = daily_posts
        self._admin_guilds = frozenset(guilds)

    async def interaction_check(self, interaction: discord.Interaction, /) -> bool:
        """Let administrators pass. Raises RefusalError for everybody else."""
        application = interaction.client.application
        if application is not None:
            team = application.team.members if application.team else ()
            if interaction.user.id in {application.owner.id, *(member.id for member in team)}:
                return True
        if interaction.guild_id in self._admin_guilds and interaction.permissions.manage_guild:
            return True
        raise RefusalError(
            "`/faq` is for those who run me, and for members with Manage Server in servers that "
            "they named."
        )

    @app_commands.command(description="Use the knowledge files as they are now")
    async def reload(self, interaction: discord.Interaction) -> None:
        """Swap the knowledge, or say why it was refused."""
        await interaction.response.defer(ephemeral=True)
        match await self._live_knowledge.reload():
            case Reloaded(changes, warnings, snapshot):
                self._daily_posts.wake()
                count = len(snapshot.knowledge.entries)
                text = f"Reloaded: {count} entries. {_changed(changes)}"
                text = _with_findings(text, warnings)
            case Refused(findings):
                text = _with_findings(
                    "**Not reloaded:** the files have errors. What I knew before stays in use.",
                    findings,
                )
        await interaction.followup.send(**plain(text), ephemeral=True)

    @app_commands.command(description="Look for faults in the knowledge files as they are now")
    async def check(self, interaction: discord.Interaction) -> None:
        """Report every finding; nothing is swapped."""
        await interaction.response.defer(ephemeral=True)
        knowledge, findings = await self._live_knowledge.check()
        errors = sum(finding.severity is Severity.ERROR for finding in findings)
        findings = [finding for finding in findings if finding.severity is not Severity.INFO]
        if knowledge is None:
            text = f"**{errors} errors**; a reload would be refused."
        else:
            text = f"Sound: {len(knowledge.entries)} entries, {len(findings)} warnings."
        await interaction.followup.send(**plain(_with_findings(text, findings)), ephemeral=True)


def _changed(changes: Difference) -> str:
    if not changes:
        return "Nothing has changed."
    parts = [_listed("entry", "entries", changes.entries)]
    parts.append(_listed("milestone", "milestones", changes.milestones))
    if changes.rest:
        parts.append("vocabulary or relay window changed")
    return "; ".join(filter(None, parts)) + "."


def _listed(one: str, many: str, changes: Changes) -> str:
    kinds = (("added", changes.added), ("removed", changes.removed), ("changed", changes.changed))
    told: list[str] = []
    for kind, ids in kinds:
        if ids:
            more = f" and {len(ids) - _SHOWN_IDS} more" if len(ids) > _SHOWN_IDS else ""
            names = ", ".join(f"`{id_}`" for id_ in ids[:_SHOWN_IDS])
            told.append(f"{len(ids)} {one if len(ids) == 1 else many} {kind}: {names}{more}")
    return "; ".join(told)


def _with_findings(text: str, findings: Sequence[Finding]) -> str:
    """The text with as many findings as fit, the first of them in the files first."""
    room = MESSAGE_LIMIT - len(text) - 60
    lines: list[str] = []
    for finding in findings:
        line = str(finding).replace("```", "'''")[:400]
        if sum(map(len, lines)) + len(lines) + len(line) > room:
            break
        lines.append(line)
    if not lines:
        return text
    left = len(findings) - len(lines)
    more = f"\n… and {left} more: `flamekeeper check` lists them all." if left else ""
    listed = "\n".join(lines)
    return f"{text}\n```\n{listed}\n```{more}"
