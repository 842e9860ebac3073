"""Robert's Rules of Order for git: a pure fold over signed lines decides what may move."""

__version__ = "0.1.0"
