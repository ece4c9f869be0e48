Feature: Temporal values beyond what the conformance kit asks

  Scenario: Instants come from the epoch
    Given an empty graph
    When executing query:
      """
      RETURN datetime.fromepoch(416779, 999999999) AS a, datetime.fromepochmillis(237821673987) AS b, datetime({epochSeconds: 0}) AS c
      """
    Then the result should be, in any order:
      | a | b | c |
      | '1970-01-05T19:46:19.999999999Z' | '1977-07-15T13:34:33.987Z' | '1970-01-01T00:00Z' |
    And no side effects

  Scenario: Durations scale, and what is no whole unit goes on to smaller ones
    Given an empty graph
    When executing query:
      """
      WITH duration({years: 12, months: 5, days: 14, hours: 16, minutes: 12, seconds: 70, nanoseconds: 1}) AS d RETURN d / 2 AS half, d * 2 AS twice, -duration('P1DT1S') AS negative
      """
    Then the result should be, in any order:
      | half | twice | negative |
      | 'P6Y2M22DT13H21M8S' | 'P24Y10M28DT32H26M20.000000002S' | 'P-1DT-1S' |
    And no side effects

  Scenario: Offset and region of a zone agree or fail
    Given an empty graph
    When executing query:
      """
      RETURN datetime('2015-07-21T21:40:32.142-04[America/New_York]') AS a, datetime('2015-07-21T21:40[Africa/Cairo]').offset AS b, datetime('2015-07-21T21:40+0845[Australia/Eucla]') AS c
      """
    Then the result should be, in any order:
      | a | b | c |
      | '2015-07-21T21:40:32.142-04:00[America/New_York]' | '+02:00' | '2015-07-21T21:40+08:45[Australia/Eucla]' |
    And no side effects

  Scenario: Clocks that go forward and back
    Given an empty graph
    When executing query:
      """
      RETURN datetime('2017-03-26T02:30[Europe/Stockholm]') AS gap, datetime('2017-10-29T02:30[Europe/Stockholm]') AS first, datetime('2017-10-29T02:30+01:00[Europe/Stockholm]') AS second
      """
    Then the result should be, in any order:
      | gap | first | second |
      | '2017-03-26T03:30+02:00[Europe/Stockholm]' | '2017-10-29T02:30+02:00[Europe/Stockholm]' | '2017-10-29T02:30+01:00[Europe/Stockholm]' |
    And no side effects

  Scenario: A day is not always 24 hours
    Given an empty graph
    When executing query:
      """
      WITH datetime('2017-10-29T00:00[Europe/Stockholm]') AS d RETURN d + duration('P1D') AS day, d + duration('PT24H') AS hours
      """
    Then the result should be, in any order:
      | day | hours |
      | '2017-10-30T00:00+01:00[Europe/Stockholm]' | '2017-10-29T23:00+01:00[Europe/Stockholm]' |
    And no side effects

  Scenario: Durations between values count by the first one's clock
    Given an empty graph
    When executing query:
      """
      RETURN duration.between(date('2018-01-31'), date('2018-03-01')) AS a, duration.between(date('2018-07-21'), datetime('2016-07-21T21:40:32.142+0100')) AS b, duration.between(null, date()) AS c
      """
    Then the result should be, in any order:
      | a | b | c |
      | 'P1M1D' | 'P-1Y-11M-30DT-2H-19M-27.858S' | null |
    And no side effects

  Scenario: Truncation keeps what the type has and changes fields afterwards
    Given an empty graph
    When executing query:
      """
      RETURN date.truncate('decade', datetime('1984-10-11T12:31+01:00'), {day: 2}) AS a, localdatetime.truncate('week', date('1984-10-11')) AS b, time.truncate('minute', localtime('12:31:14.5')) AS c, localtime.truncate('millisecond', time('12:31:14.645876123+01:00'), {nanosecond: 2}) AS d
      """
    Then the result should be, in any order:
      | a | b | c | d |
      | '1980-01-02' | '1984-10-08T00:00' | '12:31Z' | '12:31:14.645000002' |
    And no side effects

  Scenario: Types that do not compare give null, equality is false
    Given an empty graph
    When executing query:
      """
      RETURN duration('P1D') < duration('P2D') AS a, date('2015-01-01') < datetime('2016-01-01T00:00Z') AS b, date('2015-01-01') = localdatetime('2015-01-01') AS c, date('2015-01-01') IN [date('2014-12-31') + duration('P1D')] AS d
      """
    Then the result should be, in any order:
      | a | b | c | d |
      | null | null | false | true |
    And no side effects

  Scenario: The clock stands still within a statement
    Given an empty graph
    When executing query:
      """
      UNWIND range(1, 3) AS i WITH collect(DISTINCT datetime()) AS all RETURN size(all) AS n, date() = date(datetime()) AS same
      """
    Then the result should be, in any order:
      | n | same |
      | 1 | true |
    And no side effects

  Scenario: A month has no 30th day where it has 28
    Given an empty graph
    When executing query:
      """
      RETURN date({year: 2021, month: 2, day: 30})
      """
    Then a ArgumentError should be raised at runtime: InvalidArgumentValue

  Scenario: A year without a 53rd week
    Given an empty graph
    When executing query:
      """
      RETURN date({year: 2021, week: 53})
      """
    Then a ArgumentError should be raised at runtime: InvalidArgumentValue

  Scenario: A day needs its month
    Given an empty graph
    When executing query:
      """
      RETURN date({year: 2021, day: 3})
      """
    Then a ArgumentError should be raised at runtime: InvalidArgumentValue

  Scenario: A minute needs its hour
    Given an empty graph
    When executing query:
      """
      RETURN localtime({minute: 3})
      """
    Then a ArgumentError should be raised at runtime: InvalidArgumentValue

  Scenario: Fields have names
    Given an empty graph
    When executing query:
      """
      RETURN date({yaer: 2021})
      """
    Then a ArgumentError should be raised at runtime: InvalidArgumentValue

  Scenario: A date has no hours to cut to
    Given an empty graph
    When executing query:
      """
      RETURN date.truncate('hour', date())
      """
    Then a ArgumentError should be raised at runtime: InvalidArgumentValue

  Scenario: An offset that the region does not have
    Given an empty graph
    When executing query:
      """
      RETURN datetime('2015-07-21T21:40+05:00[Europe/Stockholm]')
      """
    Then a ArgumentError should be raised at runtime: InvalidArgumentValue

  Scenario: No such zone
    Given an empty graph
    When executing query:
      """
      RETURN datetime({year: 2021, timezone: 'Mars/Olympus'})
      """
    Then a ArgumentError should be raised at runtime: InvalidArgumentValue

  Scenario: 25 o'clock
    Given an empty graph
    When executing query:
      """
      RETURN localtime('25:00')
      """
    Then a ArgumentError should be raised at runtime: InvalidArgumentValue

  Scenario: The calendar ends
    Given an empty graph
    When executing query:
      """
      RETURN date('+999999999-12-31') + duration('P1D')
      """
    Then a ArgumentError should be raised at runtime: InvalidArgumentValue

  Scenario: Durations end
    Given an empty graph
    When executing query:
      """
      RETURN duration({seconds: 9223372036854775807}) + duration({seconds: 1})
      """
    Then a ArgumentError should be raised at runtime: InvalidArgumentValue
