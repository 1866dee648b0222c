"""95 % intervals by resampling."""

import statistics

from bot.bench.bootstrap import bootstrap_interval

SPREAD = [float(number) for number in range(100)]  # the mean is 49.5, its standard error 2.9


def test_the_interval_of_a_mean_is_about_four_standard_errors_wide():
    low, high = bootstrap_interval(SPREAD, statistics.fmean)
    assert 43 < low < 45
    assert 54 < high < 56


def test_four_times_the_rows_halve_the_interval():
    few, many = (bootstrap_interval(rows, statistics.fmean) for rows in (SPREAD, SPREAD * 4))
    assert 0.4 < (many[1] - many[0]) / (few[1] - few[0]) < 0.6


def test_identical_rows_give_an_interval_of_no_width():
    assert bootstrap_interval([7.0] * 5, statistics.fmean) == (7.0, 7.0)


def test_the_same_rows_get_the_same_interval():
    assert bootstrap_interval(SPREAD, max) == bootstrap_interval(SPREAD, max)
