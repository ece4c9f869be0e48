Feature: What amana adds to openCypher, and what other engines get wrong

  Scenario: Arabic aliases name the stored labels and types
    Given an empty graph
    And having executed:
      """
      CREATE (:Person {name: 'سعاد'})-[:HOLDS]->(:Post {name: 'رئيس'})
      """
    When executing query:
      """
      MATCH (ش:شخص)-[:يشغل]->(م:منصب) RETURN ش.name AS الاسم, م.name AS المنصب
      """
    Then the result should be, in any order:
      | الاسم   | المنصب |
      | 'سعاد' | 'رئيس' |
    And no side effects

  Scenario: Aliases are also canonical when writing
    Given an empty graph
    And having executed:
      """
      CREATE (:شخص)-[:يشغل]->(:منصب)
      """
    When executing query:
      """
      MATCH (a)-[r]->(b) RETURN labels(a) AS a, type(r) AS r, labels(b) AS b
      """
    Then the result should be, in any order:
      | a          | r       | b        |
      | ['Person'] | 'HOLDS' | ['Post'] |
    And no side effects

  Scenario: In back-ticks a label is literal
    Given an empty graph
    And having executed:
      """
      CREATE (:`شخص`), (:Person)
      """
    When executing query:
      """
      MATCH (a:`شخص`) RETURN labels(a) AS labels
      """
    Then the result should be, in any order:
      | labels   |
      | ['شخص'] |
    And no side effects

  Scenario: Arabic digits are numbers
    Given an empty graph
    When executing query:
      """
      RETURN ١٢ + ۳ AS sum, ٤٫٥ AS float
      """
    Then the result should be, in any order:
      | sum | float |
      | 15  | 4.5   |
    And no side effects

  Scenario: Every path counts, also when its middle is not used
    Given an empty graph
    And having executed:
      """
      CREATE (a:Person {id: 1}), (b:Person {id: 2}), (p:Person {id: 3})
      CREATE (m1:Meeting)-[:ATTENDED_BY]->(a), (m1)-[:ATTENDED_BY]->(b), (m1)-[:CHAIRED_BY]->(p),
             (m2:Meeting)-[:ATTENDED_BY]->(a), (m2)-[:CHAIRED_BY]->(p)
      """
    When executing query:
      """
      MATCH (a)<-[:ATTENDED_BY]-(m)-[:CHAIRED_BY]->(p) RETURN a.id, count(*)
      """
    Then the result should be, in any order:
      | a.id | count(*) |
      | 1    | 2        |
      | 2    | 1        |
    And no side effects

  Scenario: Names are the same under folding
    Given an empty graph
    When executing query:
      """
      RETURN amana.same('أحمد عبد الله', 'احمد عبدالله') AS same, amana.same('أحمد', 'محمد') AS other
      """
    Then the result should be, in any order:
      | same | other |
      | true | false |
    And no side effects

  Scenario: Names are searched under folding
    Given an empty graph
    And having executed:
      """
      CREATE (:Organization {name: 'حزب الأصالة'}), (:Person {name: 'سعاد'})
      """
    When executing query:
      """
      CALL amana.search('الاصاله') YIELD node RETURN node.name
      """
    Then the result should be, in any order:
      | node.name     |
      | 'حزب الأصالة' |
    And no side effects

  Scenario: Whole names come before longer ones, and aliases count
    Given an empty graph
    And having executed:
      """
      CREATE ({name: 'مكتب حزب النماء'}), ({name: 'حزب النماء'}), ({title: 'بيان حزب النماء في ذكراه'}),
             ({name: 'النماء', aliases: ['حزب النّماء', 'ح ن']}), ({name: 'حزب'}), ({other: 'حزب النماء'})
      """
    When executing query:
      """
      CALL amana.search('حزب النماء') YIELD node, score
      RETURN coalesce(node.name, node.title) AS called, score = 1.0 AS whole
      """
    Then the result should be, in order:
      | called                     | whole |
      | 'حزب النماء'               | true  |
      | 'النماء'                   | true  |
      | 'مكتب حزب النماء'          | false |
      | 'بيان حزب النماء في ذكراه' | false |
    And no side effects

  Scenario: The end of one name and the beginning of the next are not a name
    Given an empty graph
    And having executed:
      """
      CREATE ({name: 'لجنة القيم'}), ({name: 'التحكيم'})
      """
    When executing query:
      """
      CALL amana.search('القيم التحكيم') YIELD node RETURN node
      """
    Then the result should be empty
    And no side effects

  Scenario: Shortest paths in both kinds
    Given an empty graph
    And having executed:
      """
      CREATE (a:N {id: 1}), (b:N {id: 2}), (c:N {id: 3}), (d:N {id: 4}), (e:N {id: 5})
      CREATE (a)-[:T]->(b), (b)-[:T]->(d), (a)-[:T]->(c), (c)-[:T]->(d), (d)-[:T]->(e), (e)-[:T]->(a)
      """
    When executing query:
      """
      MATCH (a:N {id: 1}), (d:N {id: 4})
      MATCH p = allShortestPaths((a)-[:T*]->(d))
      MATCH q = shortestPath((d)-[*..9]-(a))
      RETURN [n IN nodes(p) | n.id] AS path, length(q) AS back
      """
    Then the result should be, in any order:
      | path      | back |
      | [1, 2, 4] | 2    |
      | [1, 3, 4] | 2    |
    And no side effects

  Scenario: A person is found by name through the index
    Given an empty graph
    And having executed:
      """
      CREATE (:Person {name: 'ا', id: 'p1'}), (:Person {name: 'ب', id: 'p2'})
      """
    When executing query:
      """
      MATCH (p:Person {name: 'ب'}) RETURN p.id
      """
    Then the result should be, in any order:
      | p.id |
      | 'p2' |
    And no side effects

  Scenario: Subqueries in expressions
    Given an empty graph
    And having executed:
      """
      CREATE (:P {n: 1})-[:K]->(:Q), (:P {n: 2})
      """
    When executing query:
      """
      MATCH (p:P)
      RETURN p.n AS n, COUNT { (p)-[:K]->() } AS count, EXISTS { MATCH (p)-[:K]->(:Q) } AS exists
      """
    Then the result should be, in any order:
      | n | count | exists |
      | 1 | 1     | true   |
      | 2 | 0     | false  |
    And no side effects

  Scenario: A function that does not exist
    Given an empty graph
    When executing query:
      """
      RETURN nothing(1)
      """
    Then a SyntaxError should be raised at compile time: UnknownFunction

  Scenario: A CALL subquery sees only what it imports
    Given an empty graph
    And having executed:
      """
      CREATE (:P {n: 1}), (:P {n: 2})
      """
    When executing query:
      """
      MATCH (p:P {n: 1})
      CALL { MATCH (p:P) RETURN count(p) AS all }
      CALL { WITH p RETURN p.n + 1 AS next }
      RETURN p.n AS n, all, next
      """
    Then the result should be, in any order:
      | n | all | next |
      | 1 | 2   | 2    |
    And no side effects

  Scenario: One value may be two columns of a UNION
    Given an empty graph
    When executing query:
      """
      UNWIND [1] AS u RETURN u AS a, u AS b UNION ALL RETURN 2 AS a, 3 AS b
      """
    Then the result should be, in any order:
      | a | b |
      | 1 | 1 |
      | 2 | 3 |
    And no side effects

  Scenario: One value may be two columns of a subquery
    Given an empty graph
    When executing query:
      """
      UNWIND [1, 2] AS u CALL { WITH u RETURN u AS a, u AS b } RETURN u, a, b
      """
    Then the result should be, in any order:
      | u | a | b |
      | 1 | 1 | 1 |
      | 2 | 2 | 2 |
    And no side effects

  Scenario: What is null in any case fits every operator
    Given an empty graph
    When executing query:
      """
      RETURN (null + null) - 2 AS a, 1 - (0 + null) AS b, 'x' + null AS c
      """
    Then the result should be, in any order:
      | a    | b    | c    |
      | null | null | null |
    And no side effects

  Scenario: A subquery behind DISTINCT needs only what it names
    Given an empty graph
    And having executed:
      """
      CREATE (:A {a: 1}), (:A {a: 1}), (:X)
      """
    When executing query:
      """
      MATCH (n:A) WITH DISTINCT n.a AS v WHERE EXISTS { MATCH (:X) } RETURN v
      """
    Then the result should be, in any order:
      | v |
      | 1 |
    And no side effects

  Scenario: What held when, as far as the dates tell
    Given an empty graph
    And having executed:
      """
      CREATE (:Person)-[:HOLDS {since: '2020-05', until: '2022'}]->(:Post)
      """
    When executing query:
      """
      MATCH ()-[r:HOLDS]->() UNWIND [date('2021-01-01'), '2020-05-10', '2019', '2022-03', '2023'] AS d
      RETURN toString(d) AS d, amana.heldAt(r, d) AS held
      """
    Then the result should be, in any order:
      | d            | held  |
      | '2021-01-01' | true  |
      | '2020-05-10' | null  |
      | '2019'       | false |
      | '2022-03'    | null  |
      | '2023'       | false |
    And no side effects

  Scenario: A timeline tells what began, ended and happened
    Given an empty graph
    And having executed:
      """
      CREATE (p:Person {name: 'س'})-[:HOLDS {since: '2020-05', until: '2022'}]->(:Post)
      CREATE (:Meeting {date: '2021-03-02'})-[:CHAIRED_BY]->(p)
      """
    When executing query:
      """
      MATCH (p:Person) CALL amana.timeline(p) YIELD date, event, other RETURN date, event, labels(other) AS other
      """
    Then the result should be, in order:
      | date         | event      | other       |
      | '2020-05'    | 'began'    | ['Post']    |
      | '2021-03-02' | 'happened' | ['Meeting'] |
      | '2022'       | 'ended'    | ['Post']    |
    And no side effects
