// ما المناصب التي شغلها عبد الرحيم بلفقيه، وما الجملة التي تثبت ذلك؟
MATCH (p:Person)-[h:HOLDS]->(t:Post)
WHERE p.name = 'عبد الرحيم بلفقيه' OR 'عبد الرحيم بلفقيه' IN p.aliases
OPTIONAL MATCH (t)-[:POST_IN]->(o:Organization)
RETURN t.name AS post, o.name AS body, h.event AS event, h.since AS since, h.evidence AS evidence
ORDER BY body, post
