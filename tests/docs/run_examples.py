#!/usr/bin/env python3
"""Runs the examples of the documentation, so that they cannot lie.

    run_examples.py AMANA_BINARY REPOSITORY FILE.md...

A fenced block that opens with ```console runnable holds lines "$ COMMAND" (a command goes on in
lines that begin with "> "), each followed by the output expected on stdout and stderr together. A
line "..." stands for any number of lines, "..." within a line for any text. A command that is to fail ends with "# exit N".
The blocks of one file run in order in one fresh folder, which has the repository's samples/ and
`amana` on its PATH.
"""
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

BLOCK = re.compile(r"^```console runnable\n(.*?)^```$", re.M | re.S)


def examples(block):
    """(command, expected exit code, expected lines) of a block."""
    found = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append([line[2:], 0, []])
        elif line.startswith("> ") and not found[-1][2]:
            found[-1][0] += "\n" + line[2:]
        elif found:
            found[-1][2].append(line.rstrip())
    for example in found:
        exit_code = re.search(r"\s+# exit (\d+)$", example[0])
        if exit_code:
            example[1] = int(exit_code.group(1))
            example[0] = example[0][:exit_code.start()]
    return found


def matches(wanted, got):
    if not wanted:
        return not got
    if wanted[0] == "...":
        return any(matches(wanted[1:], got[i:]) for i in range(len(got) + 1))
    line = ".*".join(re.escape(part) for part in wanted[0].split("..."))
    return bool(got) and re.fullmatch(line, got[0]) is not None and matches(wanted[1:], got[1:])


def run_file(path, binary, repository):
    """(examples run, failures)"""
    count = failures = 0
    with tempfile.TemporaryDirectory() as folder:
        os.symlink(repository / "samples", Path(folder, "samples"))
        environment = {k: v for k, v in os.environ.items() if not k.startswith("AMANA_")}
        environment["PATH"] = f"{binary.parent}:{environment.get('PATH', '')}"
        for block in BLOCK.findall(path.read_text(encoding="utf-8")):
            for command, exit_code, wanted in examples(block):
                count += 1
                run = subprocess.run(["bash", "-c", command], cwd=folder, env=environment, text=True,
                                     stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120)
                got = [line.rstrip() for line in run.stdout.splitlines()]
                if run.returncode != exit_code or not matches(wanted, got):
                    failures += 1
                    print(f"{path}: $ {command}\n--- wanted (exit {exit_code})\n" + "\n".join(wanted) +
                          f"\n--- got (exit {run.returncode})\n" + "\n".join(got) + "\n---")
    return count, failures


def main():
    binary, repository = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
    count = failures = 0
    for name in sys.argv[3:]:
        ran, failed = run_file(Path(name), binary, repository)
        count += ran
        failures += failed
    print(f"{count} examples, {failures} failed")
    return 1 if failures or not count else 0


if __name__ == "__main__":
    sys.exit(main())
