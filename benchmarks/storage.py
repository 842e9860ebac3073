"""How many bytes of a packed repository an event takes."""

from __future__ import annotations

from benchmarks.figure import Figure
from benchmarks.ledger_maker import Recipe
from benchmarks.place import Place
from benchmarks.timing import Spread

TARGET = 1000.0


def packed(place: Place, motions: int, few: int) -> list[Figure]:
    """Weighs ledgers of which every line was appended alone, and one whose ballots came in batches."""
    recipes = {f"{few:,} motions, batched": Recipe(few, batched=True), f"{few:,} motions": Recipe(few)}
    if motions != few:
        recipes[f"{motions:,} motions"] = Recipe(motions)
    return [_weighed(place, name, recipe) for name, recipe in recipes.items()]


def _weighed(place: Place, name: str, recipe: Recipe) -> Figure:
    """Weighs pack and index after `git gc` in a repository that holds the rooms and nothing else."""
    made = place.ledger(recipe)
    path = place.folder / "weighed.git"
    place.git(place.folder, "init", "--quiet", "--bare", str(path))
    place.git(path, "fetch", "--quiet", str(made.path), "refs/notes/gov/*:refs/notes/gov/*")
    place.git(path, "gc", "--quiet")
    each = sum(file.stat().st_size for file in path.glob("objects/pack/*")) / made.events
    place.discard(path)
    return Figure(f"packed ledger, {name}, bytes an event", Spread.of([round(each)]), "B", TARGET)
