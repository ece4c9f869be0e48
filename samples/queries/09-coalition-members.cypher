// ما الأحزاب المنضوية في كل تحالف؟
MATCH (c:Coalition)<-[r:MEMBER_OF]-(o:Organization)
WHERE coalesce(r.status, '') <> 'former'
RETURN c.name AS coalition, count(o) AS members, collect(o.name) AS parties
ORDER BY members DESC, coalition
