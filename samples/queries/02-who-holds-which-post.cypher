// من يشغل أي منصب، وفي أي هيئة؟
MATCH (ش:شخص)-[ع:يشغل]->(م:منصب)-[:منصب_في]->(ه:منظمة)
WHERE ع.status IS NULL OR ع.status <> 'former'
RETURN ش.name AS شخص, م.name AS منصب, ه.name AS هيئة, ع.event AS حدث
ORDER BY هيئة, منصب, شخص
