"""The store in MongoDB against the commands that the original sends."""

import json
import statistics
import subprocess

from lineup_server import ROOT, free_port


def run(seconds):
    """What tests/bench/mongo.c prints, of an engine that is started here."""
    directory = ROOT / "build/gcc"
    subprocess.run([ROOT / "script/build", directory], check=True)
    subprocess.run(["make", "-s", "-C", directory, "tests/bench/mongo"],
                   check=True)
    engine = subprocess.Popen(
        [ROOT / "script/mongo-test", "standalone", str(free_port())],
        stdout=subprocess.PIPE, text=True)
    try:
        uri = engine.stdout.readline().strip()
        done = subprocess.run(
            [directory / "tests/bench/mongo", uri, str(seconds)],
            stdout=subprocess.PIPE, text=True, check=True)
    finally:
        engine.terminate()
        engine.wait()
    return json.loads(done.stdout)


def show(measured):
    """Print the tables; the number of targets that are missed."""
    missed = 0
    print("| call | commands | target | |\n| --- | ---: | ---: | --- |")
    for verb, commands in measured["commands"].items():
        met = round(commands, 1) <= 1
        missed += not met
        print(f"| {verb} | {commands:.2f} | <= 1 "
              f"| {'met' if met else 'MISSED'} |")
    print("\n| entries | clients | ours, pairs/s | theirs | ratio | target | |"
          "\n| ---: | ---: | ---: | ---: | ---: | ---: | --- |")
    for load in measured["loads"]:
        ours, theirs = (statistics.median(side)
                        for side in zip(*load["rounds"]))
        target = 2 if load["entries"] == 1000 else 3
        met = ours / theirs >= target
        missed += not met
        print(f"| {load['entries']} | {load['clients']} | {ours:.0f} "
              f"| {theirs:.0f} | {ours / theirs:.2f} | >= {target} "
              f"| {'met' if met else 'MISSED'} |")
    return missed
