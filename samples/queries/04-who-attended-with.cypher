// من حضر الاجتماعات التي حضرها أو ترأسها هشام البدراوي؟
MATCH (x:Person {name: 'هشام البدراوي'})<-[:CHAIRED_BY|ATTENDED_BY]-(m:Meeting)-[:CHAIRED_BY|ATTENDED_BY]->(other:Person)
WHERE other <> x
RETURN other.name AS person, count(DISTINCT m) AS meetings, collect(DISTINCT m.name) AS names
ORDER BY meetings DESC, person
