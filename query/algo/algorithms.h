#pragma once

#include "query/procedures/procedure.h"

namespace amana::query {

// The procedures of algo.*, one file for each kind; query/algo/procedures.cc describes them.

// paths.cc
void AlgoShortest(ExecutionContext& context, Arguments arguments, ProcedureRows& rows);
void AlgoKShortest(ExecutionContext& context, Arguments arguments, ProcedureRows& rows);
// components.cc
void AlgoComponents(ExecutionContext& context, Arguments arguments, ProcedureRows& rows);
void AlgoStrongComponents(ExecutionContext& context, Arguments arguments, ProcedureRows& rows);
void AlgoCoreNumbers(ExecutionContext& context, Arguments arguments, ProcedureRows& rows);
void AlgoTopologicalOrder(ExecutionContext& context, Arguments arguments, ProcedureRows& rows);
void AlgoCycles(ExecutionContext& context, Arguments arguments, ProcedureRows& rows);
// centrality.cc
void AlgoBetweenness(ExecutionContext& context, Arguments arguments, ProcedureRows& rows);
void AlgoCloseness(ExecutionContext& context, Arguments arguments, ProcedureRows& rows);
void AlgoPageRank(ExecutionContext& context, Arguments arguments, ProcedureRows& rows);
// flow.cc
void AlgoDominators(ExecutionContext& context, Arguments arguments, ProcedureRows& rows);
void AlgoMaxFlow(ExecutionContext& context, Arguments arguments, ProcedureRows& rows);

}  // namespace amana::query
