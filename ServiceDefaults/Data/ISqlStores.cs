using System.Data.Common;

namespace PlayCount.ServiceDefaults.Data;

/// <summary>The databases of this process, one an owner: nobody reads another's tables.</summary>
public interface ISqlStores
{
    /// <summary>An owner's database; the same each time.</summary>
    /// <param name="owner">Lower-case letters.</param>
    DbDataSource Open(string owner);
}
