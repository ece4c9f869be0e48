// ما الهيئات التابعة لحزب أفق مصر، مباشرة أو عبر هيئات أخرى؟
MATCH path = (o:Organization)-[:PART_OF*1..5]->(party:Party {name: 'حزب أفق مصر'})
RETURN o.name AS body, min(length(path)) AS steps
ORDER BY steps, body
