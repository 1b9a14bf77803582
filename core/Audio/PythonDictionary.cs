using System.Globalization;
using PlayCount.Songs;

namespace PlayCount.Audio;

/// <summary>
/// Reads the dictionary literal of a .npy header: keys in quotes; values in quotes, <c>True</c>, <c>False</c>, or a tuple of whole
/// numbers; blanks between, and nothing but blanks and one LF behind.
/// </summary>
internal sealed class PythonDictionary(string text)
{
    private int _at;

    /// <summary>The entries: each value is a <see cref="string"/>, a <see cref="bool"/> or a list of numbers.</summary>
    /// <exception cref="InvalidDataException">The text is no such dictionary, or has a key twice.</exception>
    public Dictionary<string, object> Read()
    {
        var entries = new Dictionary<string, object>(StringComparer.Ordinal);
        Expect('{');
        while (!Taken('}'))
        {
            var key = Quoted();
            Expect(':');
            if (!entries.TryAdd(key, Value()))
                throw Bad($"the key '{Shown.Shorten(key)}' a second time");
            if (!Taken(','))
            {
                Expect('}');
                break;
            }
        }

        SkipBlanks();
        return _at == text.Length - 1 && text[_at] == '\n' ? entries : throw Bad("no LF at its end");
    }

    private object Value() => Next() switch
    {
        '(' => Tuple(),
        'T' => Word("True", true),
        'F' => Word("False", false),
        _ => Quoted(),
    };

    private bool Word(string word, bool value)
    {
        if (string.CompareOrdinal(text, _at, word, 0, word.Length) != 0)
            throw Bad("an unknown word");
        _at += word.Length;
        return value;
    }

    private List<int> Tuple()
    {
        var numbers = new List<int>();
        Expect('(');
        while (!Taken(')'))
        {
            numbers.Add(Number());
            if (!Taken(','))
            {
                // One number in brackets without a comma is a number to Python, no tuple.
                if (numbers.Count == 1)
                    throw Bad("no comma after a lone number");
                Expect(')');
                break;
            }
        }

        return numbers;
    }

    private int Number()
    {
        SkipBlanks();
        var start = _at;
        while (_at < text.Length && char.IsAsciiDigit(text[_at]))
            _at++;
        return int.TryParse(text.AsSpan(start, _at - start), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Bad($"no number from 0 to {int.MaxValue}");
    }

    private string Quoted()
    {
        var quote = Next();
        if (quote is not ('\'' or '"'))
            throw Bad("no quote");
        var end = text.IndexOf(quote, _at + 1);
        if (end < 0)
            throw Bad("a quote without its partner");
        var content = text[(_at + 1)..end];
        _at = end + 1;
        return content;
    }

    private void Expect(char expected)
    {
        if (!Taken(expected))
            throw Bad($"no '{expected}'");
    }

    private bool Taken(char expected)
    {
        if (Next() != expected)
            return false;
        _at++;
        return true;
    }

    private char Next()
    {
        SkipBlanks();
        return _at < text.Length ? text[_at] : '\0';
    }

    private void SkipBlanks()
    {
        while (_at < text.Length && text[_at] is ' ' or '\t')
            _at++;
    }

    private InvalidDataException Bad(string seen) =>
        new($"The .npy header is no dictionary of descr, fortran_order and shape: {seen} at its byte {_at}: '{Shown.Shorten(text)}'.");
}
