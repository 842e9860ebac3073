"""The fields that SSH messages are made of (RFC 4251 5), read strictly: there is one way to write each thing."""

from __future__ import annotations

from base64 import b64decode, b64encode


class Wire:
    """Takes fields off the front of a message; raises ValueError where one does not fit."""

    __slots__ = ("_rest",)

    def __init__(self, data: bytes) -> None:
        self._rest = data

    def take(self, count: int) -> bytes:
        """Takes the next `count` bytes."""
        if len(self._rest) < count:
            raise ValueError("it is cut short")
        taken, self._rest = self._rest[:count], self._rest[count:]
        return taken

    def number(self) -> int:
        """Takes a uint32."""
        return int.from_bytes(self.take(4), "big")

    def string(self) -> bytes:
        """Takes a string: a length, and as many bytes."""
        return self.take(self.number())

    def mpint(self) -> int:
        """Takes an mpint, which in keys and signatures is positive; it must be as short as it can be."""
        raw = self.string()
        if not raw.lstrip(b"\0") or raw[0] & 0x80 or (raw[0] == 0 and not raw[1] & 0x80):
            raise ValueError("it holds a number that is not positive or not in its shortest form")
        return int.from_bytes(raw, "big")

    def end(self) -> None:
        """Checks that nothing is left."""
        if self._rest:
            raise ValueError("it has bytes left over at its end")


def wire_string(data: bytes) -> bytes:
    """Writes `data` as a string: its length as uint32, then itself."""
    return len(data).to_bytes(4, "big") + data


def wire_mpint(number: int) -> bytes:
    """Writes a positive number as an mpint: the fewest bytes that leave its top bit clear."""
    return wire_string(number.to_bytes(number.bit_length() // 8 + 1, "big"))


def decode_base64(text: str) -> bytes:
    """Decodes base64 written in the one canonical way (RFC 4648 3.5); raises ValueError otherwise."""
    data = b64decode(text, validate=True)
    if b64encode(data).decode() != text:
        raise ValueError("its last letters are not canonical")
    return data
