// Sizes and classes, one by one.
#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "gtest/gtest.h"

extern "C" {
#include "malloc/fast/class.h"
}

namespace {

TEST(ClassTest, EachSizeHasTheSmallestClassThatFits) {
  for (size_t size = 0; size <= CLASS_LARGEST; size++) {
    const unsigned size_class = class_of(size);
    ASSERT_TRUE(size_class > 0 && size_class <= CLASS_LAST) << size;
    ASSERT_GE(classes[size_class].size, size);
    ASSERT_LT(size_class > 1 ? classes[size_class - 1].size : 0, std::max<size_t>(size, 1));
  }
}

TEST(ClassTest, OffsetsAreDividedByEachSize) {
  for (unsigned size_class = 1; size_class <= CLASS_LAST; size_class++) {
    const unsigned size = classes[size_class].size;
    unsigned wrong = 0;
    for (uintptr_t offset = 0; offset < 65536; offset++) {
      const void* ptr = reinterpret_cast<const void*>(0x7f1200000000 + offset);
      wrong += class_index(size_class, ptr) != offset / size || class_is_start(size_class, ptr) != (offset % size == 0);
    }
    EXPECT_EQ(wrong, 0u) << size;
  }
}

}  // namespace
