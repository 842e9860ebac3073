"""A process that may write only where permissions let it, root or not: serve.py runs this file where KILLS says so."""

import ctypes

DROP_BOUNDING, OVERRIDE = 24, 1  # prctl(2) PR_CAPBSET_DROP, capabilities(7) CAP_DAC_OVERRIDE
VERSION = 0x20080522

libc = ctypes.CDLL(None)
libc.prctl(DROP_BOUNDING, OVERRIDE, 0, 0, 0)  # children start without it
header, held = (ctypes.c_uint32 * 2)(VERSION, 0), (ctypes.c_uint32 * 6)()
libc.capget(header, held)
for effective_or_permitted in (0, 1):
    held[effective_or_permitted] &= ~(1 << OVERRIDE)
libc.capset(header, held)
