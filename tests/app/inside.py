#!/usr/bin/env python3
"""Runs a program on a desktop of its own. usage: inside.py PROGRAM [ARGUMENT…]"""
import subprocess
import sys

sys.dont_write_bytecode = True
import desktop  # noqa: E402

desktop.enter()
sys.exit(subprocess.run(sys.argv[1:], check=False).returncode)
