// ما الهيئات التابعة لحزب أفق مصر، مباشرة أو عبر هيئات أخرى؟
MATCH path = (o:Organization)-[:PART_OF*1..5]->(:Party {name: 'حزب أفق مصر'})
WITH o, path ORDER BY length(path)
WITH o, head(collect(path)) AS path
RETURN o.name AS الهيئة, [n IN nodes(path)[1..] | n.name] AS تتبع,
       amana.evidence(head(relationships(path)))[0].exact AS الدليل
ORDER BY الهيئة
LIMIT 4
