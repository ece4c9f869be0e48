// من ترأس أي اجتماع، ومتى؟
MATCH (m:Meeting)-[r:CHAIRED_BY]->(p:Person)
WHERE m.date IS NOT NULL
RETURN p.name AS الرئيس, m.name AS الاجتماع, m.date AS التاريخ, amana.evidence(r)[0].exact AS الدليل
ORDER BY التاريخ DESC, الاجتماع, الرئيس
LIMIT 4
