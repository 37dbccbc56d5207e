"""The collector's thresholds are what they were, whoever leaves last."""

import gc

from infrastructure.collector import fewer_collections


def test_the_threshold_is_raised_while_somebody_wishes_it() -> None:
    before = gc.get_threshold()
    first, second = fewer_collections(), fewer_collections()

    with first:
        second.__enter__()
        raised = gc.get_threshold()
    still = gc.get_threshold()
    second.__exit__(None, None, None)

    assert raised == still
    assert raised[0] > before[0]
    assert raised[1:] == before[1:]
    assert gc.get_threshold() == before


def test_a_collector_that_is_off_stays_off() -> None:
    before = gc.get_threshold()
    gc.set_threshold(0, *before[1:])
    try:
        with fewer_collections():
            assert gc.get_threshold()[0] == 0
    finally:
        gc.set_threshold(*before)
