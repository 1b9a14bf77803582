namespace PlayCount.ServiceDefaults.Data;

/// <summary>The tables of this process's owners: nobody reads another's.</summary>
public interface ISqlStores
{
    /// <summary>An owner's tables; the same each time.</summary>
    /// <param name="owner">Lower-case letters.</param>
    /// <param name="migrations">Make its tables, whose names begin with the owner's, since owners may share a database.</param>
    SqlDatabase Open(string owner, SqlMigrations migrations);
}
