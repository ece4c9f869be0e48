#!/usr/bin/env python3
"""Times `amana import` on made-up tables, with one thread and with more, in turn; prints the best
times and their ratio.

    bench/import_tables.py AMANA [--relations N] [--threads N] [--rounds N]

A relation in three has a date and time, every node six columns, some of them in quotes.
"""
import argparse
import os
import random
import subprocess
import tempfile
import time
from pathlib import Path


def write_tables(folder, relations):
    chance = random.Random(1)
    nodes = relations // 4
    with open(folder / "people.csv", "w", encoding="utf-8") as out:
        out.write("id,name,born:date,height:float,tags:string[],note\n")
        for i in range(nodes):
            day = f"19{chance.randrange(10, 99)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
            out.write(f'{i},اسم {i % 5000},{day},{chance.random() + 1:.3f},a{i % 7};b{i % 11},"x, {i % 100}"\n')
    with open(folder / "knows.csv", "w", encoding="utf-8") as out:
        out.write("from,to,weight:float,since:int,at:datetime\n")
        for i in range(relations):
            at = f"2024-{i % 12 + 1:02}-03T10:{i % 60:02}:00+02:00" if i % 3 == 0 else ""
            out.write(f"{chance.randrange(nodes)},{chance.randrange(nodes)},{chance.random():.4f},{i % 9999},{at}\n")


def seconds(amana, folder, threads):
    with tempfile.TemporaryDirectory(dir=folder) as store:
        begin = time.monotonic()
        subprocess.run([amana, "--db", f"{store}/g", "--quiet", "import", "--threads", str(threads), "--nodes",
                        f"Person={folder}/people.csv", "--relations", f"KNOWS={folder}/knows.csv"], check=True)
        return time.monotonic() - begin


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("amana")
    parser.add_argument("--relations", type=int, default=4_000_000)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--rounds", type=int, default=3)
    choices = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_tables(folder, choices.relations)
        size = sum(file.stat().st_size for file in folder.iterdir()) >> 20
        best = {}
        for _ in range(choices.rounds):
            for threads in (1, choices.threads):
                taken = seconds(choices.amana, folder, threads)
                best[threads] = min(taken, best.get(threads, taken))
        one, more = best[1], best[choices.threads]
        records = choices.relations + choices.relations // 4
        print(f"{records} records, {size} MiB")
        print(f"1 thread: {one:.2f} s, {records / one:.0f} records a second")
        print(f"{choices.threads} threads: {more:.2f} s, {records / more:.0f} records a second, "
              f"{one / more:.2f} times as fast")


main()
