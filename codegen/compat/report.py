"""The compatibility report: made, shown, and judged."""

from collections import Counter
from dataclasses import dataclass

from problems import Position

from . import waivers
from .contract import contract_of
from .findings import compare_versions, compare_with_lock

ORDER = ("error", "warning", "information")


@dataclass
class Report:
    findings: list  # in order of position
    contracts: dict  # service -> contract
    recorded: list  # the waivers that the lock is to record


def make(lock, lock_path, services, failed, given_waivers, problems):
    """The report on services, by name; failed are the names of others.

    Waivers that cover nothing go to problems.
    """
    contracts = {name: contract_of(services[name])
                 for name in sorted(services)}
    contracts |= {name: lock["services"][name] for name in failed
                  if name in lock["services"]}
    nothing = {"actions": {}, "definitions": {}}
    found = []
    for name in sorted(set(contracts) | set(lock["services"])):
        old, new = (all_.get(name, nothing)
                    for all_ in (lock["services"], contracts))
        found += compare_with_lock(name, old, new)
        for finding in compare_versions(name, new):
            _, action, version, *_ = finding.at
            finding.is_news = version not in old["actions"].get(
                action, {}).get("versions", {})
            found.append(finding)
    missing = Position(str(lock_path), 1, 1)
    for finding in found:
        service = services.get(finding.at[0])
        finding.position = (service.place_of(finding.at[1:]) if service
                            else missing)
    found.sort(key=lambda f: (f.position, f.at, f.rule))
    recorded = waivers.apply(given_waivers, found, lock["waived"], problems)
    return Report(found, contracts, recorded)


def judge(report, problems):
    """What is not waived is a problem; the services that break a promise."""
    tell = {"error": problems.error, "warning": problems.warning}
    found = [f for f in report.findings if f.waived is None]
    for f in found:
        if f.level in tell:
            tell[f.level](f.position, f.what(), f.rule)
    return {f.at[0] for f in found if f.level == "error"}


def summary(findings):
    """How many there are of each level, and how many are waived."""
    levels = Counter(f.level for f in findings if f.waived is None)
    counted = {level: levels[level] for level in ORDER}
    return counted | {"waived": sum(f.waived is not None for f in findings)}


def as_text(report):
    """What was not so when the lock was written, and how much of it."""
    news = [f for f in report.findings if f.is_news]
    lines = []
    for f in news:
        level = f.level if f.waived is None else "waived"
        why = "" if f.waived is None else f" ({f.waived})"
        lines.append(f"{f.position}: {level}: {f.rule}: {f.what()}{why}")
    counted = [f"{level}: {number}"
               for level, number in summary(news).items()]
    return "\n".join(lines + [", ".join(counted)]) + "\n"
