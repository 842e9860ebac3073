"""Options that several commands share."""

from __future__ import annotations

from typing import Annotated

import typer

Key = Annotated[
    str, typer.Option("--key", metavar="FILE", help="Sign with this key instead of gov.key or user.signingKey.")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON with stable keys.")]
MotionWord = Annotated[
    str,
    typer.Argument(
        metavar="MOTION",
        help="A motion's id or a prefix of it, the branch or tag it is about, or its kind; left out: the one that waits for you.",
    ),
]
Sync = Annotated[bool, typer.Option("--sync", help="Then exchange lines with the remote, as git gov sync does.")]
Text = Annotated[str, typer.Option("-m", "--message", metavar="TEXT", help="The text, verbatim.")]
File = Annotated[
    str, typer.Option("-F", "--file", metavar="FILE", help="Read the text from a file; - for standard input.")
]
Advice = Annotated[
    str,
    typer.Option(
        "--advice", metavar="PROPOSAL", help="As an adviser has proposed, whose words are taken where you give none."
    ),
]
Message = Annotated[str, typer.Option("-m", "--message", metavar="TEXT", help="Say why.")]
TeamOption = Annotated[
    str,
    typer.Option(
        "--team",
        metavar="TEAM",
        help="The team; the only one that you are in unless given, or, for who is in several, that of gov.team in git config.",
    ),
]
Profile = Annotated[
    str,
    typer.Option(
        "--profile",
        metavar="NAME",
        help="Ask this model besides; gov.advice in git config unless given, `none` for none.",
    ),
]
Recording = Annotated[bool, typer.Option("--record", help="Sign it, and put it on record on the commit.")]
Draft = Annotated[bool, typer.Option("--draft", help="Print only the text of the motion that is proposed.")]
Context = Annotated[
    bool, typer.Option("--show-context", help="Print exactly what a model would be sent, and send nothing.")
]
