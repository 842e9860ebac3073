"""Runs the transcripts in this folder; how they are written is told in tests/kit/transcript.py and scenes.py."""

from pathlib import Path

from tests.kit.scenes import scenes

pytest_collect_file = scenes(Path(__file__).parent, "*.md")
