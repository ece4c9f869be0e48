// Stored bytes of every kind. A decoder refuses them, or gives something that, written and read
// again, is written the same: so nothing that was read is lost in the next write.

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "core/key_layout.h"
#include "core/record_codec.h"
#include "core/value_codec.h"
#include "ingest/extraction_codec.h"
#include "ingest/resolution/records.h"

namespace amana {
namespace {

template <typename Decode, typename Encode>
void RoundTrip(std::string_view bytes, const Decode& decode, const Encode& encode) {
  const auto value = decode(bytes);
  if (!value) {
    if (value.error().message.empty()) std::abort();
    return;
  }
  const std::string written = encode(*value);
  const auto again = decode(std::string_view(written));
  if (!again || encode(*again) != written) std::abort();
}

void RoundTripValue(std::string_view bytes) {
  ByteReader in(bytes);
  const Value value = DecodeValueOrNull(in);
  if (!in.ok()) return;
  std::string written;
  EncodeValueOrNull(written, value);
  ByteReader second(written);
  std::string again;
  EncodeValueOrNull(again, DecodeValueOrNull(second));
  if (!second.complete() || again != written) std::abort();
}

// Keys come from iterators over their own ranges; whatever stands there is read without a fault.
void ReadKeys(std::string_view bytes) {
  keys::OrdinalOf(bytes);
  keys::EvidenceArticle(bytes);
  const keys::OverlayKey overlay = keys::ParseOverlay(bytes);
  const bool of_node = overlay.of == keys::OverlayOf::kNode;
  const KvKey key =
      of_node ? keys::NodeOverlay(overlay.public_id) : keys::RelationshipOverlay(overlay.public_id);
  if (std::string_view(key.bytes).substr(1) != overlay.public_id) std::abort();
}

void Decode(uint8_t kind, std::string_view bytes) {
  using namespace ingest;
  switch (kind % 14) {
    case 0:
      return RoundTripValue(bytes);
    case 1:
      return ReadKeys(bytes);
    case 2:
      return RoundTrip(bytes, DecodeCounters, EncodeCounters);
    case 3:
      return RoundTrip(bytes, DecodeNode, EncodeNode);
    case 4:
      return RoundTrip(bytes, DecodeRelationship, EncodeRelationship);
    case 5:
      return RoundTrip(bytes, DecodeOverlay, EncodeOverlay);
    case 6:
      return RoundTrip(bytes, DecodeEvidence, EncodeEvidence);
    case 7:
      return RoundTrip(bytes, DecodeArticleMeta, EncodeArticleMeta);
    case 8:
      return RoundTrip(bytes, DecodeEvidenced, EncodeEvidenced);
    case 9:
      return RoundTrip(bytes, DecodeDecision, EncodeDecision);
    case 10:
      return RoundTrip(bytes, DecodeExtraction, EncodeExtraction);
    case 11:
      return RoundTrip(bytes, DecodeFormRecord, EncodeFormRecord);
    case 12:
      return RoundTrip(bytes, DecodeMember, EncodeMember);
    default:
      return RoundTrip(bytes, DecodeArticleState, EncodeArticleState);
  }
}

}  // namespace
}  // namespace amana

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  amana::Decode(data[0], {reinterpret_cast<const char*>(data + 1), size - 1});
  return 0;
}
