#include "checker/system/digest.h"

#include <sha2.h>

#include <cstdint>

namespace checker {

std::string DigestOf(std::string_view bytes) {
  char digest[SHA256_DIGEST_STRING_LENGTH];
  SHA256Data(reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size(), digest);
  return digest;
}

}  // namespace checker
