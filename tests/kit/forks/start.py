"""Stands for a program of gitgov, or for the interpreter of a hook: has serve.py fork it, in a twentieth of the time."""

import json
import os
import socket
import sys

PLACE = "@PLACE@"

with socket.socket(socket.AF_UNIX) as server:
    server.connect(PLACE)
    socket.send_fds(server, [b"."], [0, 1, 2])
    asked = json.dumps([sys.argv, os.getcwd(), dict(os.environ)]).encode()  # noqa: PTH109 - pathlib is slow to start
    server.sendall(len(asked).to_bytes(4) + asked)
    status = server.recv(1)
os._exit(status[0] if status else 3)
