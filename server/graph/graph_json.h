#pragma once

#include "core/graph_store.h"
#include "server/graph/neighbourhood.h"
#include "server/json/json_writer.h"

namespace amana::server {

// {"elements":{"nodes":[{"data":{…},"classes":"…"}],"edges":[…]}} of Cytoscape.js. Ids of nodes and
// edges are one name space; evidence stands as a list of ids.
Result<void> WriteCytoscape(JsonWriter& json, const GraphStore& store, const Snapshot& graph,
                            const Subgraph& part);

// {"directed":true,"multigraph":true,"graph":{},"nodes":[…],"links":[…]} of D3 and networkx.
Result<void> WriteD3(JsonWriter& json, const GraphStore& store, const Snapshot& graph,
                     const Subgraph& part);

}  // namespace amana::server
