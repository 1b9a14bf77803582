using System.Buffers;

namespace PlayCount.ServiceDefaults.Blobs;

/// <summary>Checks names of blobs before they become paths.</summary>
public static class BlobName
{
    private const int MaxPartLength = 160; // a user id of 128 characters and what stands around it
    private const int MaxLength = 512;

    private const int MaxShown = 80;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-");

    /// <summary>Gives the name back.</summary>
    /// <exception cref="ArgumentException">It is no name of a blob.</exception>
    public static string Checked(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Length <= MaxLength && name.Split('/').All(IsPart)
            ? name
            : throw new ArgumentException(
                $"'{Shown(name)}' names no blob: parts of 1 to {MaxPartLength} ASCII letters, digits or _ . -, not beginning with a dot, "
                + $"with / between them are right, at most {MaxLength} characters in all.");
    }

    private static string Shown(string name) => string.Concat(name.Take(MaxShown).Select(c => char.IsControl(c) ? '?' : c));

    /// <summary>Whether it may stand between two <c>/</c> of a name.</summary>
    public static bool IsPart(string part) =>
        part.Length is > 0 and <= MaxPartLength && part[0] != '.' && !part.AsSpan().ContainsAnyExcept(Allowed);
}
