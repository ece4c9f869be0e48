// ما الصلة بين نهلة رسلان وجمال العوضي؟
MATCH (a:Person {name: 'نهلة رسلان'}), (b:Person {name: 'جمال العوضي'})
MATCH path = shortestPath((a)-[:HOLDS|POST_IN|PART_OF|MEMBER_OF|CHAIRED_BY|ATTENDED_BY|HELD_BY*..8]-(b))
RETURN [n IN nodes(path) | n.name] AS الطريق, [r IN relationships(path) | type(r)] AS العلاقات,
       [r IN relationships(path) | amana.evidence(r)[0].exact] AS الدليل
