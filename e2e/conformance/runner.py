"""Runs tests of CPython's and prints a line of JSON for each; the same text natively and in the browser.

    python3 runner.py '{"list": "test.test_socket"}'
    python3 runner.py '{"module": "test.test_socket", "tests": ["GeneralModuleTests.test_repr", ...]}'
"""

import importlib
import json
import os
import sys
import traceback
import unittest

# Tests print too: what stands behind this is ours.
MARK = "\x1e"


def main(job):
    try:
        cases = collect(importlib.import_module(job.get("list") or job["module"]))
    except BaseException as error:
        return tell(event="broken", **explained(error))
    if "list" in job:
        return tell(event="list", tests=list(cases))
    for name in job["tests"]:
        if name not in cases:
            tell(event="over", test=name, outcome="absent", reason="the class or the test is not defined here")
    suite = unittest.TestSuite(cases[name] for name in job["tests"] if name in cases)
    result = Result()
    try:
        suite.run(result)
    except KeyboardInterrupt as error:
        return result.interrupted(error)
    tell(event="end")


def collect(module):
    """Test cases by name, in their order."""
    cases = {}

    def walk(suite):
        for each in suite:
            if isinstance(each, unittest.TestSuite):
                walk(each)
            elif hasattr(each, "_testMethodName"):
                cases[name_of(each)] = each

    walk(unittest.defaultTestLoader.loadTestsFromModule(module))
    return cases


def name_of(case):
    return f"{type(case).__qualname__}.{case._testMethodName}"


class Result(unittest.TestResult):
    """Tells the worst that happened in each test, and where."""

    def __init__(self):
        super().__init__()
        self.current = None

    def startTest(self, test):
        super().startTest(test)
        self.current, self.outcome, self.found = name_of(test), "passed", {}
        tell(event="start", test=self.current)

    def stopTest(self, test):
        super().stopTest(test)
        tell(event="over", test=self.current, outcome=self.outcome, **self.found)
        self.current = None

    def addError(self, test, err):
        self.take(test, "error", explained(err[1]))

    def addFailure(self, test, err):
        self.take(test, "failed", explained(err[1]))

    def addSubTest(self, test, subtest, err):
        if err:
            found = explained(err[1])
            found["reason"] = f"{subtest._subDescription()} {found['reason']}"
            self.take(test, "failed" if issubclass(err[0], test.failureException) else "error", found)

    def addSkip(self, test, reason):
        self.take(test, "skipped", {"reason": reason})

    def addUnexpectedSuccess(self, test):
        self.take(test, "failed", {"reason": "unexpected success"})

    def take(self, test, outcome, found):
        if self.current is None:
            # setUpClass, setUpModule and their kin; test.id() names the place.
            tell(event="group", group=test.id(), outcome=outcome, **found)
        elif self.outcome in ("passed", "skipped"):
            self.outcome, self.found = outcome, found

    def interrupted(self, error):
        """The harness lost patience."""
        found = explained(error)
        if self.current:
            tell(event="over", test=self.current, outcome="hangs", **found)


def explained(error):
    last = traceback.format_exception_only(error)[-1].strip()
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "test_" in os.path.basename(frame.filename) or "lock_tests" in frame.filename]
    at = ours[-1] if ours else frames[-1] if frames else None
    where = f"{os.path.basename(at.filename)}:{at.lineno}" if at else ""
    return {"reason": last[:300], "where": where, "trace": "".join(traceback.format_exception(error))[-3000:]}


def tell(**message):
    sys.__stdout__.write(f"\n{MARK}{json.dumps(message)}\n")
    sys.__stdout__.flush()


if __name__ == "__main__" and len(sys.argv) == 2:
    main(json.loads(sys.argv[1]))
    # Threads that a test left behind would keep the process.
    os._exit(0)
