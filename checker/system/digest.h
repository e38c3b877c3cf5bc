// What stands for a file where two are compared.
#ifndef CHECKER_SYSTEM_DIGEST_H_
#define CHECKER_SYSTEM_DIGEST_H_

#include <string>
#include <string_view>

namespace checker {

// SHA-256, in hexadecimal.
std::string DigestOf(std::string_view bytes);

}  // namespace checker

#endif  // CHECKER_SYSTEM_DIGEST_H_
