namespace PlayCount.Songs;

/// <summary>The errors of a selection, worded once for every way to select.</summary>
public static class SelectionRefusal
{
    /// <summary>Refuses criteria that no file can meet.</summary>
    /// <exception cref="ArgumentException">A number is below 1, or more listeners are to share a song than are selected.</exception>
    public static void ThrowIfUnmeetable(SelectionCriteria criteria)
    {
        ArgumentNullException.ThrowIfNull(criteria);
        RequireAtLeastOne(criteria.MaxPlays, "The most plays a record may have");
        RequireAtLeastOne(criteria.TopUsers, "The number of top users");
        RequireAtLeastOne(criteria.MinUsers, "The number of top users who share a song");
        if (criteria.MinUsers > criteria.TopUsers)
        {
            throw new ArgumentException(
                $"A song cannot be shared by {criteria.MinUsers} of {Counted.Of(criteria.TopUsers, "top user")}; "
                + $"at most {criteria.TopUsers} is right, or more top users.");
        }
    }

    /// <summary>The file has no row.</summary>
    public static InvalidDataException NoRow(string fileName) =>
        new($"{fileName} holds no row; rows user<TAB>song<TAB>plays are right.");

    /// <summary>Every record was dropped.</summary>
    public static InvalidDataException NothingKept(string fileName, long overMaxPlays, long mismatches, SelectionCriteria criteria) =>
        new($"{fileName}: every record was dropped, {overMaxPlays} for more than {Counted.Of(criteria.MaxPlays, "play")}, "
            + $"{mismatches} as mismatches; raise the most plays a record may have or shorten the list of mismatches.");

    /// <summary>No song is heard by enough of the selected listeners.</summary>
    public static InvalidDataException NoSharedSong(string fileName, int users, SelectionCriteria criteria) =>
        new($"{fileName}: no song was heard by {criteria.MinUsers} of the {Counted.Of(users, "most active listener")} "
            + $"({criteria.TopUsers} asked for); lower the listeners who share a song below {criteria.MinUsers} "
            + $"or raise the top users above {criteria.TopUsers}.");

    /// <summary>A selected listener has two records of one song.</summary>
    public static InvalidDataException Repeated(string fileName, long line, long earlierLine, string userId, string songId) =>
        new($"{fileName}, line {line}: user '{userId}' and song '{songId}' stand in line {earlierLine} too; one row for a user and a song "
            + "is right (was a file appended twice?).");

    /// <summary>The file is not the one that the first pass read.</summary>
    public static InvalidDataException Changed(string fileName) =>
        new($"{fileName} changed while it was read; run again when nothing writes to it.");

    private static void RequireAtLeastOne(int value, string name)
    {
        if (value < 1)
            throw new ArgumentException($"{name} is {value}; at least 1 is right.");
    }
}
