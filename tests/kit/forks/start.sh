#!/bin/bash -p
# Stands for a program of gitgov, or for the interpreter of a hook: has serve.py fork it, in a twentieth of the time.
# Bash starts in a fifth of the time that an interpreter takes; what it was given, serve.py reads from /proc.
exec 4>&1 3<>/dev/tcp/127.0.0.1/@PORT@ || exit 3  # while bash writes to 3, that is its standard output
printf '@SECRET@ %d\n' $$ >&3
read -r -u 3 status
exit "${status:-3}"
