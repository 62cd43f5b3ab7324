"""unittest: a suite run by hand, and its results."""

import io
import unittest


class SampleTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        print("class set up")

    def setUp(self):
        self.items = [1, 2]

    def tearDown(self):
        self.items = None

    def test_equal(self):
        self.assertEqual(self.items, [1, 2])
        self.assertIn(1, self.items)
        self.assertAlmostEqual(0.1 + 0.2, 0.3)

    def test_fails(self):
        self.assertEqual({"a": 1}, {"a": 2}, "dicts differ")

    def test_error(self):
        self.items[5]

    def test_raises(self):
        with self.assertRaises(ZeroDivisionError) as context:
            1 / 0
        self.assertIn("zero", str(context.exception))
        with self.assertRaisesRegex(ValueError, "invalid literal"):
            int("x")

    @unittest.skip("not today")
    def test_skipped(self): ...

    def test_sub(self):
        for n in range(3):
            with self.subTest(n=n):
                self.assertNotEqual(n, 1)


suite = unittest.defaultTestLoader.loadTestsFromTestCase(SampleTest)
result = unittest.TextTestRunner(stream=io.StringIO(), verbosity=2).run(suite)
print(result.testsRun, len(result.failures), len(result.errors), len(result.skipped), result.wasSuccessful())
for test, text in result.failures + result.errors:
    print(test.id(), "|", text.splitlines()[-1])
case = unittest.TestCase()
for check in (lambda: case.assertTrue(0), lambda: case.assertIsNone(5), lambda: case.assertListEqual([1, 2], [1, 3]), lambda: case.assertGreater(1, 2), lambda: case.assertIs([], []), lambda: case.assertCountEqual([1, 2], [2, 2]), lambda: case.fail("on purpose"), lambda: case.assertRaises(KeyError, dict)):
    try:
        check()
    except AssertionError as error:
        print(str(error).splitlines()[0])
