// من أكثر الأشخاص حضورا للاجتماعات؟
MATCH (m:Meeting)-[r:CHAIRED_BY|ATTENDED_BY]->(p:Person)
WITH p, count(DISTINCT m) AS meetings, sum(CASE type(r) WHEN 'CHAIRED_BY' THEN 1 ELSE 0 END) AS chaired
WHERE meetings > 1
RETURN p.name AS person, meetings, chaired
ORDER BY meetings DESC, chaired DESC, person
LIMIT 20
