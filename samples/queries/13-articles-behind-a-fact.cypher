// أي المقالات ذكرت اجتماعا، ومن أي مصدر؟
MATCH (a:Article)-[:REPORTS]->(m:Meeting)
RETURN m.name AS meeting, count(a) AS articles, collect(a.name) AS titles, collect(DISTINCT a.published) AS days
ORDER BY articles DESC, meeting
LIMIT 25
