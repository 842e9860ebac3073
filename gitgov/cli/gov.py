"""`git gov`: found a body, keep and move its ledger, enforce and verify its decisions."""

from __future__ import annotations

import typer

from gitgov.cli import enforcing, founding, keeping, reading

app = typer.Typer(
    help="Found a body, keep and move its ledger, enforce and verify its decisions.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

app.command("init")(founding.init)
app.command("constitute")(founding.constitute_body)
app.add_typer(founding.member, name="member")
app.add_typer(founding.charter, name="charter")
app.add_typer(keeping.hooks, name="hooks")
app.command("sync")(keeping.sync_remote)
app.command("status")(reading.status)
app.command("log")(reading.log)
app.command("show")(reading.show)
app.command("check")(enforcing.check)
app.command("enact")(enforcing.enact_motion)
app.command("verify")(enforcing.verify_clone)
app.command("why")(enforcing.why)
app.command("doctor")(keeping.doctor)
app.command("maint")(keeping.maintain)
