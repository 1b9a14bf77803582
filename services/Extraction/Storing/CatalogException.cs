using System.Data.Common;

namespace PlayCount.Extraction.Storing;

/// <summary>The SQL store could not do its part.</summary>
public sealed class CatalogException : Exception
{
    internal CatalogException(string doing, DbException cause)
        : base($"The SQL store failed while {doing}: {cause.Message.ReplaceLineEndings(" ")}", cause) => IsTransient = cause.IsTransient;

    /// <summary>Whether the same call may succeed later: the store was busy.</summary>
    public bool IsTransient { get; }
}
