// من خلف من؟
MATCH (new:Person)-[r:SUCCEEDED]->(old:Person)
RETURN new.name AS الخلف, old.name AS السلف, amana.evidence(r)[0].exact AS الدليل
ORDER BY الخلف
LIMIT 4
