using PlayCount.ServiceDefaults.Calls;
using PlayCount.Songs;

namespace PlayCount.Inference.Estimating;

/// <summary>Checks what a caller names before it is used.</summary>
internal static class Asked
{
    public static UserId User(string text) => UserId.TryParse(text, out var user) ? user : throw new RefusedException(Refusal.Invalid,
        $"'{Shown.Shorten(text)}' is no user id: 1 to {UserId.MaxLength} ASCII letters, digits or _ . @ : - are.");

    public static SongId Song(string text) => SongId.TryParse(text, out var song) ? song : throw new RefusedException(Refusal.Invalid,
        $"'{Shown.Shorten(text)}' is no song id: 1 to {SongId.MaxLength} ASCII letters, digits, _ or - are, the first a letter or digit.");
}
