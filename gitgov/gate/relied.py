"""What a verdict on quality rests on: the records that were asked for, and the waivers without which it would be another."""

from __future__ import annotations

from typing import NamedTuple

from gitgov.gate.quality import UNMEASURED, Asked, Quality, why_not_met


class Relied(NamedTuple):
    """Ids of records of what was measured of the content, and of the motions that waived what it does not meet; each once."""

    records: tuple[str, ...] = ()
    waivers: tuple[str, ...] = ()


def relied_on(asked: Asked, known: Quality | None, now: int, *, back: bool = False) -> Relied:
    """Return what lets content in as far as quality is concerned; `back` as for `why_not_met`. Records are named whether met or waived."""
    quality = known or UNMEASURED
    records, waivers = dict[str, None](), dict[str, None]()
    for name in sorted(asked.names - quality.outside.get((asked.onto, asked.content), frozenset())):
        if found := _last_record(asked, name, quality):
            records[found] = None
        one = asked._replace(names=frozenset({name}))
        if why_not_met(one, quality._replace(waivers=()), now, back=back):
            alone = ((each.id, quality._replace(waivers=(each,))) for each in quality.waivers)
            waivers.update(
                dict.fromkeys([id_ for id_, so in alone if why_not_met(one, so, now, back=back) is None][:1])
            )
    return Relied(tuple(records), tuple(waivers))


def _last_record(asked: Asked, name: str, quality: Quality) -> str:
    under = {each.id for each in quality.definitions}
    own = [each for each in quality.recorded.get(asked.content, ()) if each.metric == name and each.ctq in under]
    return max(own, key=lambda each: each.made).record if own else ""
