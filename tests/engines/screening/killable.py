"""`ikrar` with the judge of the tests and small pages, for tests that kill it: python -m … ARGUMENTS."""

import time

from ikrar.cli import main
from ikrar.screening import reading, stream
from tests.engines.screening import fake

PAGE = 40


def slow_judge(options):
    def judged(page):
        time.sleep(0.01)
        return fake.screen(page, on=options.on)

    return judged


if __name__ == "__main__":
    reading.PAGE_ROWS = PAGE
    stream.judge = slow_judge
    stream.weights = lambda: "of the tests"
    main()
