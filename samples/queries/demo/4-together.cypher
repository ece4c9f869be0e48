// من حضر الاجتماعات التي حضرها أو ترأسها هشام البدراوي؟
MATCH (x:Person {name: 'هشام البدراوي'})<-[:CHAIRED_BY|ATTENDED_BY]-(m:Meeting)-[r:CHAIRED_BY|ATTENDED_BY]->(other:Person)
WHERE other <> x
RETURN other.name AS الشخص, m.name AS الاجتماع, amana.evidence(r)[0].exact AS الدليل
ORDER BY الشخص, الاجتماع
LIMIT 4
