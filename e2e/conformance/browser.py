"""What the worker runs before runner.py: unpacks the tests and tells test.support what this platform has.

The harness puts `PACKED` (deflated JSON of path and text, in base64) and `JOB` in front of this text.
"""

import base64
import json
import os
import sys
import sysconfig
import zlib

ROOT = "/tmp/conformance"

# What is changed so that the tests run at all; printed with the results.
PATCHES = (
    "sys.platform is 'linux' (in the page: 'emscripten', for which CPython's tests leave out whatever opens a socket or starts a thread)",
    "asyncio's event loop policy has a get_child_watcher, which raises NotImplementedError (gone since 3.14; the clean-up of older tests calls it)",
    "test.support.has_fork_support and has_subprocess_support are False (test.support knows that of 'emscripten' only)",
)


def unpack():
    for path, text in json.loads(zlib.decompress(base64.b64decode(PACKED))).items():
        full = os.path.join(ROOT, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "w", encoding="utf-8") as out:
            out.write(text)
    sys.path.insert(0, ROOT)


def patch():
    # Before: its file is named after the platform.
    sysconfig.get_config_vars()
    sys.platform = "linux"
    from asyncio.events import _AbstractEventLoopPolicy as AbstractPolicy
    from test import support

    AbstractPolicy.get_child_watcher = no_child_watcher
    support.has_fork_support = support.has_subprocess_support = False


def no_child_watcher(policy):
    raise NotImplementedError


unpack()
patch()

import runner

runner.tell(event="patched", version=sys.version.split()[0], patches=PATCHES)
runner.main(JOB)
