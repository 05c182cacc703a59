"""Closes pytest's report with the line that script/test adds up."""


def pytest_configure(config):
    config.addinivalue_line(
        "markers", "sqlite: about the database in a directory alone")


def pytest_terminal_summary(terminalreporter):
    stats = terminalreporter.stats
    passed = len(stats.get("passed", []))
    failed = len(stats.get("failed", [])) + len(stats.get("error", []))
    skipped = stats.get("skipped", [])
    for report in skipped:
        reason = report.longrepr
        if isinstance(reason, tuple):
            reason = reason[2]
        terminalreporter.write_line(f"skipped: {report.nodeid}: {reason}")
    terminalreporter.write_line(
        f"pytest: {passed} passed, {failed} failed, {len(skipped)} skipped"
    )
