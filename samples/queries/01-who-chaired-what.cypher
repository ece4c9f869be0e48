// من ترأس أي اجتماع، ومتى؟
MATCH (m:Meeting)-[:CHAIRED_BY]->(p:Person)
OPTIONAL MATCH (m)-[:HELD_BY]->(o:Organization)
RETURN p.name AS person, m.name AS meeting, collect(DISTINCT o.name) AS bodies, m.date AS date
ORDER BY date, person, meeting
